import { inRoot } from '../root.ts';
import { pythonEnvironment } from './python-environment.ts';

/** Leaves the tests of the Python worker out (vitest.config.ts). */
export const TEST_WITHOUT_PYTHON = 'TEST_WITHOUT_PYTHON';

/** The Python that runs the Python worker of examples/orders. @throws Problem where there is none and none can be made */
export function examplesPython(note: (text: string) => void = () => undefined): Promise<string> {
  return pythonEnvironment(inRoot('examples', 'orders', 'python', 'requirements.txt'), note);
}
