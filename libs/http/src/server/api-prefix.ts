/** Where the API lies, without a slash at either end. */
export const API_PREFIX = 'api/v1';
