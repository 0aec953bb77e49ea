// The SDK's VideoModelV4 (`Experimental_VideoModelV4` of @ai-sdk/provider) as far as it is used here: written out, so that these types
// need no package of it. tests/package holds them to the real ones.

/** @typedef {{ type: 'file', mediaType: string, data: string | Uint8Array } | { type: 'url', url: string, mediaType?: string }} File a video or an image */
/** @typedef {{ type: 'unsupported' | 'compatibility', feature: string, details?: string }} Warning of a call */
/** @typedef {{ taskId: string, route: 'aleph' | 'jobs' | null, startedAt: number }} Operation as JSON: for `doStatus`, in any process */

/**
 * `providerOptions.kieAleph` of a call. All but `videoUrl` may be left out.
 * @typedef {object} KieAlephProviderOptions
 * @property {string} [videoUrl] the source, public; instead of it a video among `inputReferences`, which is uploaded where it is a file
 * @property {string} [referenceImage] URL of a picture; instead of it an image among `inputReferences`, or `prompt.image`
 * @property {string} [waterMark] text shown in the video
 * @property {boolean} [uploadCn] whether the video is uploaded to servers in China
 * @property {string} [callBackUrl] which the service calls at the end
 * @property {'auto' | 'aleph' | 'jobs'} [route] by which the task is made
 */

/**
 * What the SDK asks for.
 * @typedef {object} CallOptions
 * @property {string | undefined} prompt what to make of the video
 * @property {number} n always 1
 * @property {`${number}:${number}` | 'adaptive' | undefined} aspectRatio of the new video
 * @property {`${number}x${number}` | undefined} resolution unsupported
 * @property {number | undefined} duration unsupported
 * @property {number | undefined} fps unsupported
 * @property {number | undefined} seed a whole number
 * @property {File | undefined} image taken for a reference image; or for the source, where it is a video
 * @property {{ image: File, frameType: 'first_frame' | 'last_frame' }[] | undefined} frameImages unsupported
 * @property {File[] | undefined} inputReferences the source video, and a reference image
 * @property {boolean | undefined} generateAudio unsupported
 * @property {{ [provider: string]: { [name: string]: any } }} providerOptions of these `kieAleph`
 * @property {AbortSignal} [abortSignal] ends the call; the task goes on
 * @property {Record<string, string | undefined>} [headers] not sent
 */

/** @typedef {{ timestamp: Date, modelId: string, headers: Record<string, string> | undefined }} ResponseInfo of a result */
/** @typedef {{ [provider: string]: { [name: string]: string | number | null } }} Metadata `kieAleph` has the task's id, route, status, stage, credits and time */
/** @typedef {{ type: 'url', url: string, mediaType: string }} Video at the service, for about 14 days */
/** @typedef {{ videos: Video[], warnings: Warning[], providerMetadata?: Metadata, response: ResponseInfo }} Result of a whole generation */
/** @typedef {{ operation: Operation, warnings: Warning[], providerMetadata?: Metadata, response: ResponseInfo }} StartResult `operation` is for `doStatus`, in any process */
/** @typedef {{ headers: Record<string, string>, body: any }} Webhook a call back of the service */

/**
 * @typedef {{ status: 'pending', providerMetadata?: Metadata, response: ResponseInfo }
 *   | { status: 'completed', videos: Video[], warnings: Warning[], providerMetadata?: Metadata, response: ResponseInfo }
 *   | { status: 'error', error: string, providerMetadata?: Metadata, response: ResponseInfo }} StatusResult how the task is doing
 */

/**
 * The model.
 * @typedef {object} VideoModel
 * @property {'v4'} specificationVersion of the SDK's interface
 * @property {string} provider `kieAleph`
 * @property {string} modelId `runway/gen4-aleph`
 * @property {number} maxVideosPerCall 1
 * @property {(options: CallOptions) => Promise<Result>} doGenerate makes the task and waits by this package's own schedule; never tried again
 * @property {(options: CallOptions & { webhookUrl?: string }) => Promise<StartResult>} doStart makes the task; never tried again
 * @property {(options: { operation: any, abortSignal?: AbortSignal, headers?: Record<string, string | undefined> }) => Promise<StatusResult>} doStatus one look
 * @property {(options: { webhook: () => PromiseLike<{ url: string, received: PromiseLike<Webhook> }> }) => Promise<{ webhookUrl: string, received: PromiseLike<Webhook> }>} handleWebhookOption
 *   the service calls back
 */

export {};
