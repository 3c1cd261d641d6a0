"""What operators write today: lists what is there, and creates what is missing, one after the other.

Arguments: URL with user and password, time limit in seconds, resource class, id of the application, names.
"""

import socket
import sys
import xmlrpc.client

url, limit, resource_class, application, *names = sys.argv[1:]
socket.setdefaulttimeout(float(limit))
server = xmlrpc.client.ServerProxy(url)


def call(method, **params):
    answer = getattr(server, method)(params)
    if answer["status"] != 0:
        sys.exit(f"{method}: {answer}")
    return answer["result"]


listed = call("pem.getResourceTypesByClass", resclass_name=resource_class)
there = {resource_type["resource_type_name"] for resource_type in listed}
for name in names:
    if name not in there:
        parameters = [{"var_name": "app_id", "var_value": application}]
        call("pem.addResourceType", resclass_name=resource_class, name=name, act_params=parameters)
