/** A body that says something of a flow, in the words of the services. */
export function toFlowContent<T extends { readonly publish_requires_tests?: boolean }>({
  publish_requires_tests: publishRequiresTests,
  ...body
}: T): Omit<T, 'publish_requires_tests'> & { readonly publishRequiresTests: boolean | undefined } {
  return { ...body, publishRequiresTests };
}
