// `kie-aleph serve`: the page, until the command is ended.
import { serve as startServer } from '../../local/start.js';
import { complaintAboutBaseUrl, complaintAboutKey } from '../../shared/request.js';
import { keyOf } from '../client.js';
import { UsageError } from '../options.js';

/** @type {import('../command.js').Run} */
export async function serve({ keyFile, baseUrl, port = 8787 }, surroundings) {
  const { env, stdout, signal } = surroundings;
  const apiKey = await keyOf(keyFile, surroundings);
  const upstream = baseUrl ?? env.KIE_BASE_URL;
  const complaint = (apiKey && complaintAboutKey(apiKey)) || (upstream && complaintAboutBaseUrl(upstream));
  if (complaint) throw new UsageError(`${complaint}.`);
  const { url, close } = await startServer({ port, ...(apiKey && { apiKey }), ...(upstream && { upstream }) }).catch(
    (error) => {
      throw error.code === 'EADDRINUSE' ? new UsageError(`Port ${port} is in use. Choose another with --port.`) : error;
    },
  );
  stdout.write(
    `kie-aleph on ${url}: ${apiKey ? 'the real service, your key stays in this process' : 'a local sandbox, nothing is sent anywhere'}\n`,
  );
  if (!signal.aborted) await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
  await close();
  return 0;
}
