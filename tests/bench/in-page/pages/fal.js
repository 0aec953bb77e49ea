// fal's client behind a proxy that holds the key: the result of a request, one GET as ours.
import { createFalClient } from '@fal-ai/client';
import { taskOf } from './task-of.js';

const fal = createFalClient({ proxyUrl: '/fal' });
export const getTask = async (requestId) => taskOf((await fal.queue.result('runway/aleph', { requestId })).data);
