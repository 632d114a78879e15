import { existsSync, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { Failure } from '../lib/failure.mjs';

const usage = `Usage: npm run simulate -- --list FILE --operators N [options]
  --list FILE          CSV or XLSX, as it came
  --area-code 812      put before local numbers
  --mapping FILE.json  field of every column by position, as ["name","phone","ignore"]; without it the columns are guessed
  --operators N        how many people work (1-500)
  --virtual            the application clock jumps from one due event to the next (default)
  --speed 60           instead: a real clock, that many times as fast
  --days 7             for so many days of application time
  --seed 1             everything random
  --fault NAME         loss, duplicate, reorder, delay, timeout or none
  --zone Europe/Moscow default zone of the list, set by the simulated approver
  --json               accepted: the result is always one line of JSON on stdout
  --url URL --login NAME --password TEXT  drive a running backend instead of an own one`;

const faults = ['none', 'loss', 'duplicate', 'reorder', 'delay', 'timeout'];

/** What was asked for, checked; a `Failure` names what is wrong and how to say it. */
export function readOptions(args) {
  const { list, mapping, fault, url, login, password, zone, ...rest } = parse(args);
  if (rest.help) throw new Failure(usage);
  if (!list) refuse('--list FILE is missing');
  if (!existsSync(list)) refuse(`there is no file ${list}`);
  if (!faults.includes(fault)) refuse(`--fault is ${fault}; one of ${faults.join(', ')} is expected`);
  if (rest.speed && rest.virtual) refuse('--speed and --virtual exclude each other');
  if (url && !(URL.canParse(url) && login && password)) refuse('--url needs an address, --login and --password');
  return {
    listFile: list,
    mapping: mapping === undefined ? undefined : readMapping(mapping),
    areaCode: rest['area-code'],
    zone,
    operators: number('operators', rest.operators, { min: 1, max: 500, whole: true }),
    speed: rest.speed === undefined ? null : number('speed', rest.speed, { min: 1, max: 10_000 }),
    days: number('days', rest.days, { min: 0.01, max: 366 }),
    seed: number('seed', rest.seed, { min: 0, max: 2 ** 31 - 1, whole: true }),
    fault,
    url: url?.replace(/\/$/, ''),
    login,
    password,
  };
}

function parse(args) {
  const text = { type: 'string' };
  const flag = { type: 'boolean', default: false };
  try {
    return parseArgs({
      args,
      options: {
        list: text,
        'area-code': text,
        mapping: text,
        operators: { ...text, default: '3' },
        speed: text,
        virtual: flag,
        days: { ...text, default: '7' },
        seed: { ...text, default: '1' },
        fault: { ...text, default: 'none' },
        zone: text,
        json: flag,
        help: flag,
        url: text,
        login: text,
        password: text,
      },
    }).values;
  } catch (error) {
    return refuse(error.message);
  }
}

function number(name, text, { min, max, whole = false }) {
  const value = Number(text);
  const isFine = value >= min && value <= max && (!whole || Number.isInteger(value));
  return isFine ? value : refuse(`--${name} is ${text}; a number from ${min} to ${max} is expected`);
}

function readMapping(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    return refuse(`--mapping ${file} cannot be read: ${error.message}`);
  }
}

function refuse(problem) {
  throw new Failure(`${problem}.\n\n${usage}`);
}
