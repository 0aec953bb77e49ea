// What a request is made of: base URLs, task ids and keys that work, and those that are refused before anything is sent.

/** What stands between the base URL and the task id. */
export const ENDPOINT = '/api/v1/aleph/record-info?taskId=';

/** Parts of what is refused below: no message quotes any of it. */
export const NEVER_QUOTED = ['secret', 'kkk', 'xxx', 'é', '🎬'];

/** @type {[baseUrl: string | URL, sentTo: string][]} what comes before the endpoint */
export const BASE_URLS = [
  ['https://api.kie.ai', 'https://api.kie.ai'],
  ['https://api.kie.ai/', 'https://api.kie.ai'],
  ['https://api.kie.ai//', 'https://api.kie.ai'],
  ['https://api.kie.ai/api', 'https://api.kie.ai'],
  ['https://api.kie.ai/api/', 'https://api.kie.ai'],
  ['https://api.kie.ai/api/v1', 'https://api.kie.ai'],
  ['https://api.kie.ai/api/v1/', 'https://api.kie.ai'],
  ['https://api.kie.ai//api/v1//', 'https://api.kie.ai'],
  ['https://a', 'https://a'],
  ['http://a', 'http://a'],
  ['https://api', 'https://api'],
  ['https://api/', 'https://api'],
  ['https://api/api/v1', 'https://api'],
  ['https://api.kie.ai/myapi', 'https://api.kie.ai/myapi'],
  ['https://api.kie.ai/api/v2', 'https://api.kie.ai/api/v2'],
  ['https://example.com/kie', 'https://example.com/kie'],
  ['https://example.com/@kie', 'https://example.com/@kie'],
  ['https://example.com/kie/', 'https://example.com/kie'],
  ['https://example.com/kie/api/v1/', 'https://example.com/kie'],
  ['https://example.com/a/../kie', 'https://example.com/kie'],
  ['https://example.com/käse', 'https://example.com/k%C3%A4se'],
  ['https://käse.example', 'https://xn--kse-qla.example'],
  ['http://127.0.0.1:8787', 'http://127.0.0.1:8787'],
  ['http://127.0.0.1:8787/api', 'http://127.0.0.1:8787'],
  ['http://[::1]:8787/api/v1', 'http://[::1]:8787'],
  ['HTTPS://API.KIE.AI/api', 'https://api.kie.ai'],
  ['https://api.kie.ai:443', 'https://api.kie.ai'],
  ['  https://api.kie.ai  ', 'https://api.kie.ai'],
  [new URL('https://api.kie.ai/api/v1/'), 'https://api.kie.ai'],
];

/** @type {[baseUrl: string, says: string][]} refused, with a part of the message */
export const BAD_BASE_URLS = [
  ['', 'not an absolute http'],
  [' ', 'not an absolute http'],
  ['/kie', 'not an absolute http'],
  ['//secret.example', 'not an absolute http'],
  ['secret.example', 'not an absolute http'],
  ['ftp://secret.example', 'not an absolute http'],
  ['file:///secret', 'not an absolute http'],
  ['data:text/plain,secret', 'not an absolute http'],
  ['javascript:secret', 'not an absolute http'],
  ['ws://secret.example', 'not an absolute http'],
  ['httpsx://secret.example', 'not an absolute http'],
  ['https\u001A//secret.example', 'not an absolute http'],
  ['https://', 'has no host'],
  ['http://', 'has no host'],
  ['https://secret.example?x=1', 'query or a fragment'],
  ['https://secret.example/kie?', 'query or a fragment'],
  ['https://secret.example/#top', 'query or a fragment'],
  ['https://secret:word@secret.example', 'user name or password'],
  ['https://secret@secret.example', 'user name or password'],
  ['https://secret .example', 'characters in it that no URL has'],
  ['https://secret<.example', 'characters in it that no URL has'],
];

/** @type {[taskId: string, sentAs: string][]} */
export const TASK_IDS = [
  ['c0d088df35254cc3e7187fb7116b2efa', 'c0d088df35254cc3e7187fb7116b2efa'],
  ['ee603959-debb-48d1-98c4-a6d1c717eba6', 'ee603959-debb-48d1-98c4-a6d1c717eba6'],
  ['AZaz09-._~', 'AZaz09-._~'],
  ['a&x=1', 'a%26x%3D1'],
  ['a&taskId=b', 'a%26taskId%3Db'],
  ['a#b?c', 'a%23b%3Fc'],
  ['../../v2/other', '..%2F..%2Fv2%2Fother'],
  ['%2e%00', '%252e%2500'],
  ['a b+c', 'a%20b%2Bc'],
  [' a ', '%20a%20'],
  ['"<>\\^`{|}', '%22%3C%3E%5C%5E%60%7B%7C%7D'],
  ["!$'()*,/:;=@[]", '%21%24%27%28%29%2A%2C%2F%3A%3B%3D%40%5B%5D'],
  ['käse', 'k%C3%A4se'],
  ['任务', '%E4%BB%BB%E5%8A%A1'],
  ['🎬', '%F0%9F%8E%AC'],
  ['a\u00A0', 'a%C2%A0'],
  ['\u00A0\u2028\uFFFF', '%C2%A0%E2%80%A8%EF%BF%BF'],
  ['\uD7FF\uE000', '%ED%9F%BF%EE%80%80'],
  ['x'.repeat(512), 'x'.repeat(512)],
  ['é'.repeat(256), '%C3%A9'.repeat(256)],
  ['🎬'.repeat(128), '%F0%9F%8E%AC'.repeat(128)],
];

/** @type {[taskId: unknown, says: string][]} */
export const BAD_TASK_IDS = [
  ['', 'empty'],
  ['x'.repeat(513), 'longer than 512 bytes'],
  [`${'é'.repeat(256)}x`, 'longer than 512 bytes'],
  ['🎬'.repeat(129), 'longer than 512 bytes'],
  ['x'.repeat(1_000_000), 'longer than 512 bytes'],
  ['secret\0', 'control characters'],
  ['\0', 'control characters'],
  ['secret\n', 'control characters'],
  ['secret\r\nX-Secret: 1', 'control characters'],
  ['secret\t', 'control characters'],
  ['secret\x1F', 'control characters'],
  ['secret\x7F', 'control characters'],
  ['secret\u0080', 'control characters'],
  ['secret\u0085', 'control characters'],
  ['secret\u009Fx', 'control characters'],
  ['secret\uD800', 'surrogate'],
  ['\uDC00secret', 'surrogate'],
  ['\uD800\uD800secret\uD800\uD800', 'surrogate'],
  [undefined, 'must be a string'],
  [null, 'must be a string'],
  [7, 'must be a string'],
  [new String('secret'), 'must be a string'],
  [['secret'], 'must be a string'],
];

/** @type {string[]} */
export const KEYS = [
  'k',
  'sk-0123456789abcdef',
  `${[...Array(94).keys()].map((i) => String.fromCharCode(33 + i)).join('')}`,
  'k'.repeat(4096),
];

/** @type {[apiKey: string, says: string][]} */
export const BAD_KEYS = [
  ['', 'key is empty'],
  ['k'.repeat(4097), 'longer than 4096 bytes'],
  ['secret key', 'a space, a line break'],
  [' secret', 'a space, a line break'],
  ['secret\n', 'a space, a line break'],
  ['secret\r\nX-Secret: 1', 'a space, a line break'],
  ['secret\t', 'a space, a line break'],
  ['secret\0', 'a space, a line break'],
  ['secret\x7F', 'a space, a line break'],
  ['sécret', 'non-ASCII'],
  ['secret\u200B', 'non-ASCII'],
  ['secret\uD800', 'non-ASCII'],
  ['“secret”', 'non-ASCII'],
];
