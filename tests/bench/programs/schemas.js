// What a program without this package would check an answer about a task with: zod schemas of both routes.
import { z } from 'zod';

const time = z.number().nullable().optional();
const text = z.string().nullable().optional();
const result = z.looseObject({
  taskId: text,
  resultVideoUrl: text,
  resultImageUrl: text,
  resultUrls: z.array(z.string()).optional(),
});
const envelopeOf = (/** @type {z.ZodType} */ data) => z.object({ code: z.number(), msg: text, data });

/** Of the whole answer. @type {Record<'aleph' | 'jobs', z.ZodType>} */
export const ANSWERS = {
  aleph: envelopeOf(
    z.object({
      taskId: z.string(),
      paramJson: text,
      response: result.nullable().optional(),
      createTime: time,
      completeTime: time,
      successFlag: z.union([z.literal(0), z.literal(1), z.literal(2), z.literal(3)]),
      errorCode: z.number().nullable().optional(),
      errorMessage: text,
    }),
  ),
  jobs: envelopeOf(
    z.object({
      taskId: z.string(),
      model: text,
      state: z.enum(['waiting', 'queuing', 'generating', 'success', 'fail']),
      param: text,
      resultJson: text,
      createTime: time,
      completeTime: time,
      costTime: z.number().nullable().optional(),
      failCode: text,
      failMsg: text,
    }),
  ),
};

/** Of the texts in it that hold JSON themselves. */
export const PARAMETERS = z.looseObject({ prompt: z.string(), videoUrl: text, aspectRatio: text });
export const RESULT = result;
