// Answers as the service sent them, and the example of the vendor's page (docs/contract.md, "Sources").
import { error } from './case.js';

/** @type {import('./case.js').ContractCase[]} */
export const recordedCases = [
  {
    name: 'wire: pending',
    body: '{"code":200,"msg":"success","data":{"taskId":"c0d088df35254cc3e7187fb7116b2efa","paramJson":"{\\"videoUrl\\":\\"https://example.com/in.mp4\\",\\"uploadCn\\":false,\\"prompt\\":\\"Make it snow\\"}","response":null,"completeTime":null,"createTime":1787093500000,"successFlag":0,"errorCode":null,"errorMessage":null}}',
    task: {
      taskId: 'c0d088df35254cc3e7187fb7116b2efa',
      status: 'processing',
      successFlag: 0,
      createTime: '2026-08-18T22:51:40.000Z',
      paramJson: '{"videoUrl":"https://example.com/in.mp4","uploadCn":false,"prompt":"Make it snow"}',
      parameters: { videoUrl: 'https://example.com/in.mp4', uploadCn: false, prompt: 'Make it snow' },
    },
  },
  {
    name: 'wire: failed',
    body: '{"code":200,"msg":"success","data":{"taskId":"c0d088df35254cc3e7187fb7116b2efa","paramJson":"{}","response":null,"completeTime":1787093516000,"createTime":1787093500000,"successFlag":3,"errorCode":500,"errorMessage":"internal error, please try again later."}}',
    task: {
      taskId: 'c0d088df35254cc3e7187fb7116b2efa',
      status: 'failed',
      successFlag: 3,
      errorCode: 500,
      errorMessage: 'internal error, please try again later.',
      createTime: '2026-08-18T22:51:40.000Z',
      completeTime: '2026-08-18T22:51:56.000Z',
      paramJson: '{}',
      parameters: {},
    },
  },
  {
    name: 'documented: succeeded',
    body: '{"code":200,"msg":"success","data":{"taskId":"ee603959-debb-48d1-98c4-a6d1c717eba6","paramJson":"{\\"prompt\\":\\"A majestic eagle soaring through mountain clouds at sunset\\",\\"videoUrl\\":\\"https://example.com/input-video.mp4\\"}","response":{"taskId":"ee603959-debb-48d1-98c4-a6d1c717eba6","resultVideoUrl":"https://file.com/k/xxxxxxx.mp4","resultImageUrl":"https://file.com/m/xxxxxxxx.png"},"completeTime":"2023-08-15T14:30:45Z","createTime":"2023-08-15T14:25:00Z","successFlag":1,"errorCode":0,"errorMessage":""}}',
    task: {
      taskId: 'ee603959-debb-48d1-98c4-a6d1c717eba6',
      status: 'succeeded',
      successFlag: 1,
      errorCode: 0,
      createTime: '2023-08-15T14:25:00.000Z',
      completeTime: '2023-08-15T14:30:45.000Z',
      paramJson:
        '{"prompt":"A majestic eagle soaring through mountain clouds at sunset","videoUrl":"https://example.com/input-video.mp4"}',
      parameters: {
        prompt: 'A majestic eagle soaring through mountain clouds at sunset',
        videoUrl: 'https://example.com/input-video.mp4',
      },
      response: {
        taskId: 'ee603959-debb-48d1-98c4-a6d1c717eba6',
        resultVideoUrl: 'https://file.com/k/xxxxxxx.mp4',
        resultImageUrl: 'https://file.com/m/xxxxxxxx.png',
      },
    },
  },
  {
    name: 'wire: an unknown task',
    body: '{"code":200,"msg":"success","data":null}',
    error: error('task-not-found', { code: 200 }),
  },
  {
    name: 'wire: a wrong key',
    body: '{"code":401,"msg":"You do not have access permissions"}',
    error: error('authentication', { code: 401, says: 'You do not have access permissions' }),
  },
  {
    name: 'wire: refused',
    body: '{"code":422,"msg":"Record does not exist","data":null}',
    error: error('invalid-request', { code: 422, says: 'Record does not exist' }),
  },
];
