// English sentences of starting, stopping and the command line: what the operator reads in the terminal.
import type { runtime as cs } from '#messages/cs/runtime.ts'
import type { Messages } from '#messages/plural.ts'

export const runtime: Messages<typeof cs> = {
  ready: (address) => `Klientela: ${address}`,
  starting: 'Starting the database.',
  initialising: 'Creating the database (on the first start only).',
  recovering: 'The database is recovering from an unexpected end. Nothing needs to be done.',
  leftover: 'A database was left running after an unexpected end; stopping it first.',
  moved: (from, to) =>
    `The database lives in ${to}, because its user cannot enter ${from}. Back up and move both folders together.`,
  copied: (to) => `The database program was copied to ${to}, where its user can reach it.`,
  orphaned: (place) => `The database of an earlier data folder is still in ${place}. Delete it if you do not need it.`,
  draining: 'Finishing the requests in progress and stopping.',
  stopped: 'Stopped.',
  demoSkipped: 'The database is not empty, so the demo company is not added.',
  problems: {
    badSetting: (name, value, expected) => `The setting ${name} is "${value}". Expected: ${expected}.`,
    alreadyRunning: (folder, by) =>
      `Another running Klientela${by && ` (${by})`} already uses the data folder ${folder}. Stop it first, or set another folder in KLIENTELA_DATA.`,
    portTaken: (host, port) =>
      `Another program already listens on ${host}:${port}. Stop it, or choose another port: PORT=4001 npm start.`,
    portForbidden: (host, port) =>
      `Klientela may not listen on ${host}:${port}. Ports below 1024 are reserved; choose a higher one in PORT.`,
    addressUnknown: (host) => `This machine has no address ${host}. Check HOST.`,
    folderForbidden: (path) => `${path} is not writable. Check its permissions, or set KLIENTELA_DATA.`,
    folderNotFolder: (path) => `${path} is not a folder. Check KLIENTELA_DATA.`,
    diskFull: (path) => `The disk that holds ${path} is full. Free some space and start Klientela again.`,
    databaseOwner: (path, user) =>
      `The database in ${path} belongs to the user ${user}. Start Klientela as that user or as root.`,
    databaseGone: (link, place) =>
      `${link} points to a database in ${place}, but it is not there. Restore it from a backup, or delete the link to start empty.`,
    databaseShared: (link, owner) =>
      `${link} leads to the database used by ${owner}. A copied data folder needs a database of its own: delete the link, or restore a backup.`,
    databasePrograms: (platform) =>
      `There is no embedded database for this machine (${platform}). Set DATABASE_URL to a PostgreSQL 18 of your own.`,
    databaseUser:
      'The database must not run as root and the machine has no other user it could run as. Create a user klientela, or set DATABASE_URL.',
    databaseFailed: (log, reason) =>
      `The database did not start: ${reason || 'no reason was logged'}. Details are in ${log}.`,
    databaseLeftover: (pid) =>
      `The database of the previous run (process ${pid}) could not be stopped. End that process and start Klientela again.`,
    databaseDied: (log) => `The database ended unexpectedly, Klientela is stopping. Details are in ${log}.`,
    databaseUnreachable: (where, reason) => `The database ${where} does not answer: ${reason}. Check DATABASE_URL.`,
    databaseVersion: (found) => `Klientela needs PostgreSQL 18 or newer, DATABASE_URL leads to ${found}.`,
    migrationFailed: (reason) => `The database could not be prepared: ${reason}`,
    webMissing: (path) => `The web part is not built (${path} is missing). Run npm run build.`,
    unexpected: (reason) => `The start failed: ${reason}`,
  },
  expected: {
    port: 'a port number from 0 to 65535',
    url: 'a full address, for example https://klientela.example.com',
    databaseUrl: 'a PostgreSQL address, for example postgresql://user:password@server:5432/klientela',
    smtpUrl: 'a mail server address, for example smtps://user:password@mail.example.com:465',
    logLevel: 'one of the levels trace, debug, info, warn, error, fatal, silent',
    yesNo: 'true or false',
    seconds: 'a whole number of seconds from 1 to 300',
    requests: 'a whole number from 0 to 999999',
    secret: 'at least 32 characters',
    host: 'an address or a host name',
    mail: 'an e-mail address',
    megabytes: 'a whole number of megabytes from 1 to 2000',
    s3Whole:
      'the whole storage setting: KLIENTELA_S3_ENDPOINT, KLIENTELA_S3_BUCKET, KLIENTELA_S3_KEY and KLIENTELA_S3_SECRET, or none of them',
    bucket: 'a bucket name of lower-case letters, digits, dots and hyphens',
    clamav: 'a host and port, for example clamav.example.com:3310',
  },
  settings: {
    PORT: 'The port Klientela listens on. Default 4000.',
    HOST: 'The address it listens on. Default 127.0.0.1, this machine only.',
    KLIENTELA_DATA: 'The data folder: embedded database, secret key, files. Default ./data.',
    DATABASE_URL: 'A PostgreSQL 18 of your own instead of the embedded one.',
    KLIENTELA_URL:
      'The address people open Klientela at; links in e-mails start with it. With https, cookies become secure.',
    KLIENTELA_TRUST_PROXY: 'Addresses of proxies whose X-Forwarded headers are trusted, separated by commas, or true.',
    KLIENTELA_REQUESTS: 'How many requests a minute one session may send. 0 is no limit, 1200 by default.',
    KLIENTELA_SECRET:
      'The secret key that signs sessions, at least 32 characters. Otherwise made once and kept in the data folder.',
    KLIENTELA_LOG: 'How much is logged: trace, debug, info, warn, error, fatal, silent. Default info.',
    SMTP_URL: 'The mail server for password resets and notices.',
    SMTP_FROM: 'The sender of e-mails.',
    ARES_URL: 'The address of the ARES register. Default https://ares.gov.cz/ekonomicke-subjekty-v-be/rest.',
    ARES_TIMEOUT: 'How many seconds to wait for an answer of ARES. Default 10.',
    HTTPS_PROXY: 'The proxy through which Klientela reaches the internet.',
    KLIENTELA_ATTACHMENT_MB: 'The largest attachment in megabytes. Default 50.',
    KLIENTELA_S3_ENDPOINT:
      'Address of an S3-compatible storage for attachments. Otherwise they lie in the data folder.',
    KLIENTELA_S3_BUCKET: 'Name of the bucket.',
    KLIENTELA_S3_REGION: 'Region of the storage. Default us-east-1.',
    KLIENTELA_S3_KEY: 'Access key of the storage.',
    KLIENTELA_S3_SECRET: 'Secret key of the storage.',
    KLIENTELA_CLAMAV: 'A ClamAV daemon that every attachment passes: host and port. Default port 3310.',
    KLIENTELA_SCAN_COMMAND:
      'Another virus scanner: a command that gets the path of the file at its end. It ends with 0 for a clean file, 1 for an infected one.',
  },
  cli: {
    usage: 'Usage: npm run cli -- COMMAND',
    commands: 'Commands:',
    unknown: (name) => `Klientela does not know the command "${name}".`,
    serverStarting: 'Klientela is starting or stopping right now; waiting for the database.',
  },
}
