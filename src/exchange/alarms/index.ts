export { alarmsOf, sweepAlarms, type AlarmOptions, type AlarmView } from './alarms.ts';
export type { Judged } from './judging.ts';
export { ALARM_RULES, alarmParameter, type AlarmRule } from './parameter.ts';
