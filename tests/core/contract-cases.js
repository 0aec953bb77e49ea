// The contract as one table: answers of the service and what each means. Read by contract.test.js through the
// WebAssembly, and by native/contract.cpp through the core alone.
import { codeCases } from './cases/code-cases.js';
import { jobsCases } from './cases/jobs-cases.js';
import { jobsParameterCases } from './cases/jobs-parameter-cases.js';
import { jsonCases } from './cases/json-cases.js';
import { parameterCases } from './cases/parameter-cases.js';
import { recordedCases } from './cases/recorded-cases.js';
import { stateCases } from './cases/state-cases.js';
import { timeCases } from './cases/time-cases.js';

export { ASKED_ID, bytesOf, EMPTY_TASK } from './cases/case.js';

/** @type {import('./cases/case.js').ContractCase[]} */
export const contractCases = [
  ...recordedCases,
  ...codeCases,
  ...stateCases,
  ...timeCases,
  ...parameterCases,
  ...jsonCases,
  ...jobsCases,
  ...jobsParameterCases,
];
