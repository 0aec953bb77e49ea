// openai's client, by its method for endpoints that it does not know.
import OpenAI from 'openai';
import { taskOf } from './task-of.js';

const baseURL = `${location.origin}/kie/api/v1`;
const client = new OpenAI({ baseURL, apiKey: 'held-by-the-proxy', dangerouslyAllowBrowser: true });
export const getTask = async (taskId) => taskOf(await client.get('/aleph/record-info', { query: { taskId } }));
