export { describeConfiguration, readConfiguration, type Environment } from './configuration.ts';
export { CONFIGURATION_CODES, ConfigurationError, type ConfigurationCode } from './error.ts';
export { SETTINGS, type Configuration } from './settings.ts';
export { configurationWords } from './words.ts';
