import { parentPort } from 'node:worker_threads';
import type { Frequencies } from '../leads/matching/frequencies.rules.js';
import { frequenciesOfSample, judgeLeads, keysOfLeads } from '../leads/matching/matching-orders.rules.js';
import type { MatchAnswer, MatchOrder } from './duplicate-worker.service.js';

/** Entry of the thread that compares leads, so that the process goes on answering. Keeps the frequencies between orders. */
let frequencies: Frequencies | null = null;

function work(order: MatchOrder): MatchAnswer {
  switch (order.task) {
    case 'keys':
      return { task: 'keys', ...keysOfLeads(order.leads) };
    case 'sample':
      frequencies = frequenciesOfSample(order.leads, order.population);
      return { task: 'sample' };
    case 'judge':
      if (frequencies === null) {
        throw new Error('leads were to be judged before a sample was counted');
      }
      return { task: 'judge', ...judgeLeads(order.leads, order, frequencies) };
  }
}

parentPort?.on('message', (order: MatchOrder) => parentPort?.postMessage(work(order)));
