const JSON_TYPE = /^[^/]+\/(json|[^;]+\+json)$/;
const TEXT_TYPE =
  /^(text\/.*|[^/]+\/([^;]+\+)?(xml|yaml)|application\/(javascript|ecmascript|x-www-form-urlencoded|x-ndjson|x-yaml|graphql|sql))$/;

/** What a content-type says about how to read a body. */
export class MediaType {
  readonly isMissing: boolean;
  readonly isJson: boolean;
  readonly isText: boolean;
  /** In lower case; utf-8 where it is missing. */
  readonly charset: string;

  constructor(contentType: string | undefined) {
    const [essence = '', ...parameters] = (contentType ?? '')
      .toLowerCase()
      .split(';')
      .map((part) => part.trim());
    this.isMissing = essence === '';
    this.isJson = JSON_TYPE.test(essence);
    this.isText = TEXT_TYPE.test(essence);
    const charset = parameters.find((parameter) => parameter.startsWith('charset='))?.slice('charset='.length);
    this.charset = charset?.replace(/^"(.*)"$/, '$1') ?? 'utf-8';
  }
}
