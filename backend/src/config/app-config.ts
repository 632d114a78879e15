import type { Config } from './config.js';

/** The injectable config. A class, because Nest injects by class; its shape is `Config`'s. */
export abstract class AppConfig implements Config {
  abstract readonly port: Config['port'];
  abstract readonly host: Config['host'];
  abstract readonly databaseUrl: Config['databaseUrl'];
  abstract readonly dataDir: Config['dataDir'];
  abstract readonly publicUrl: Config['publicUrl'];
  abstract readonly webDir: Config['webDir'];
  abstract readonly secret: Config['secret'];
  abstract readonly seed: Config['seed'];
  abstract readonly telephony: Config['telephony'];
  abstract readonly organisationZone: Config['organisationZone'];
  abstract readonly logLevel: Config['logLevel'];
  abstract readonly uploadMaxBytes: Config['uploadMaxBytes'];
  abstract readonly filesMaxBytes: Config['filesMaxBytes'];
  abstract readonly clock: Config['clock'];
  abstract readonly simulator: Config['simulator'];
  abstract readonly operatorLeaseMs: Config['operatorLeaseMs'];
  abstract readonly listLiveCountMax: Config['listLiveCountMax'];
}
