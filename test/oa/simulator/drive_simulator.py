"""Drives the simulator with Python's own xmlrpc.client: a client that nobody here wrote.

Usage: drive_simulator.py OPERATIONS_URL BILLING_URL RESOURCE_UID  (the URLs carry the credentials)
Prints one JSON object with what was seen; the test compares it.
"""

import base64
import json
import sys
import xmlrpc.client

operations = xmlrpc.client.ServerProxy(sys.argv[1])
billing = xmlrpc.client.ServerProxy(sys.argv[2])
uid = sys.argv[3]
seen = {}


def template(**more):
    return operations.pem.getServiceTemplate({"st_id": 12, "get_resources": True, **more})["result"]


def add_resource_type(name, **more):
    params = [{"var_name": "app_id", "var_value": "17"}, {"var_name": "resource_uid", "var_value": uid}]
    return operations.pem.addResourceType(
        {"resclass_name": "rc.saas.service.link", "name": name, "act_params": params, **more}
    )


seen["templates"] = operations.pem.getServiceTemplateList({"owner_id": 1, "active": True})

added = add_resource_type("Büro & <Schule>")
seen["added"] = added
rt_id = added["result"]["resource_type_id"]

add = {"owner_id": 1, "st_id": 12, "rt_id": rt_id}
seen["refused"] = operations.pem.addResourceTypeToServiceTemplate(add)

txn = operations.txn.Begin({"request_id": "python-1"})["result"]["txn_id"]
seen["duplicate request"] = operations.txn.Begin({"request_id": "python-1"})
inside = {"txn_id": txn}
operations.pem.deactivateST({"st_id": 12, **inside})
operations.pem.addResourceTypeToServiceTemplate({**add, **inside})
operations.pem.setSTRTLimits(
    {"st_id": 12, "limits": [{"resource_id": rt_id, "resource_limit64": "0"}], **inside}
)
operations.pem.activateST({"st_id": 12, **inside})
seen["outside before commit"] = len(template()["resource_types"])
seen["commit"] = operations.txn.Commit(inside)
seen["outside after commit"] = len(template()["resource_types"])
seen["last"] = template(get_full_info=True)["resource_types"][-1]
seen["request status"] = operations.pem.getRequestStatus({"request_id": "python-1"})["result"]["request_status"]

txn = operations.txn.Begin({})["result"]["txn_id"]
operations.pem.deactivateST({"st_id": 12, "txn_id": txn})
operations.txn.Rollback({"txn_id": txn})
seen["active after rollback"] = template()["is_active"]

seen["no struct"] = operations.txn.Begin()
try:
    operations.pem.noSuchMethod({})
except xmlrpc.client.Fault as fault:
    seen["unknown method"] = fault.faultString


def execute(method, *params):
    return billing.Execute({"Server": "BM", "Method": method, "Lang": "en", "Params": list(params)})


seen["plan"] = execute("PlanDetailsGet_API", 41)["Result"][0]
try:
    execute("PlanDetailsGet_API", 42)
except xmlrpc.client.Fault as fault:
    seen["billing fault"] = base64.b64decode(fault.faultString).decode()

json.dump(seen, sys.stdout)
