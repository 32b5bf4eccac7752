/** The one organization that there is until there are logins; the first migration makes it. */
export const DEFAULT_ORGANIZATION_ID = '01900000-0000-7000-8000-000000000001';
