/** Answers of an installation with two gateway sites, for every path. */

export const SHA = 'ab'.repeat(32)

export const cspAnswers = {
  formatVersion: 1,
  installation: 'oa-production',
  application: 17,
  package: { sha256: SHA, size: 52_428_800 },
  endpoint: { package: 'C:\\Office365\\Office365_16.8.4.app.zip', folder: 'C:\\Office365\\16.8.4' },
  management: { package: '/root/o365/Office365_16.8.4.app.zip', folder: '/root/o365' },
  settings: { package: '/root/o365/old.app.zip', sha256: 'cd'.repeat(32) },
  api: { url: 'http://10.1.0.10:8440/RPC2', user: 'o365-api' },
  autoconf: { folder: '/root/o365/16.8.4/O365-Import', command: ['python', 'autoconf.py'] },
  gateways: [
    {
      instance: 3,
      url: 'https://gw.provider.example/Gateway/aps/',
      ip: '10.1.0.22',
      site: 'O365 Gateway',
      login: 'o365gw',
    },
    {
      instance: 4,
      url: 'https://gw2.provider.example/Gateway2/aps/',
      ip: '10.1.0.23',
      site: "O'Gateway",
      login: 'DOM\\gw2',
    },
  ],
  templates: [
    { id: 12, name: 'Office 365' },
    { id: 14, name: 'Office 365 Edu' },
  ],
}

export const syndicationAnswers = {
  ...cspAnswers,
  dispatcher: { url: 'https://o365.provider.example/Dispatcher/', ip: '10.1.0.21', site: 'O365 Dispatcher' },
  trial: { sha256: 'ef'.repeat(32) },
}
