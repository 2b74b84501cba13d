export { LevelMeter, type LevelMeterProps, type LevelSource } from './LevelMeter.tsx';
