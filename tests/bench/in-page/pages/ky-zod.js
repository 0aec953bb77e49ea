// ky, and zod to be sure of what has come.
import ky from 'ky';
import * as z from 'zod';

const Parameters = z.looseObject({ prompt: z.string().optional(), videoUrl: z.string().optional() });
const Answer = z.object({
  code: z.literal(200),
  data: z.object({
    taskId: z.string(),
    paramJson: z.string().nullish(),
    response: z
      .object({
        taskId: z.string().nullish(),
        resultVideoUrl: z.string().nullish(),
        resultImageUrl: z.string().nullish(),
      })
      .nullish(),
    createTime: z.union([z.number(), z.string()]).nullish(),
    completeTime: z.union([z.number(), z.string()]).nullish(),
    successFlag: z.number(),
    errorCode: z.number().nullish(),
    errorMessage: z.string().nullish(),
  }),
});

export async function getTask(taskId) {
  const answer = await ky.get('/kie/api/v1/aleph/record-info', { searchParams: { taskId } }).json();
  const { data } = Answer.parse(answer);
  return { ...data, parameters: Parameters.parse(JSON.parse(data.paramJson)) };
}
