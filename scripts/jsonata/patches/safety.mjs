// What data must not do to the evaluator, nor the evaluator to data.

export const unforgeable = [
  { why: 'data cannot pass for a function', find: '_jsonata_lambda: true', put: '[LAMBDA]: true', times: 2 },
  { why: 'data cannot pass for a function', find: '_jsonata_function: true', put: '[NATIVE]: true' },
  {
    why: 'data cannot pass for a function',
    find: 'proc._jsonata_function === true',
    put: 'proc[NATIVE] === true',
    times: 2,
  },
  {
    why: 'data cannot pass for a function',
    find: '(arg._jsonata_function === true || arg._jsonata_lambda === true)',
    put: '(arg[NATIVE] === true || arg[LAMBDA] === true)',
  },
  {
    why: 'data cannot pass for a function',
    find: 'return arg && arg._jsonata_lambda === true;',
    put: 'return arg && arg[LAMBDA] === true;',
  },
  {
    why: 'data cannot pass for the wrapped input',
    find: 'result = input && input.outerWrapper ? input[0] : input;',
    put: 'result = Array.isArray(input) && input.outerWrapper ? input[0] : input;',
  },
  {
    why: 'data cannot pass for a tuple stream',
    find: 'if( input && input.tupleStream) {',
    put: 'if(Array.isArray(input) && input.tupleStream) {',
  },
  {
    why: 'data cannot pass for a tuple stream',
    find: 'var reduce = input && input.tupleStream ? true : false;',
    put: 'var reduce = Array.isArray(input) && input.tupleStream ? true : false;',
  },
  {
    why: 'data that is called is not written to',
    find: "if(typeof proc === 'object') {\n                proc.token",
    put: "if(isFunction(proc) && typeof proc === 'object') {\n                proc.token",
  },
  {
    why: 'data that is called is not written to',
    find: "            if(result.body.procedure.type === 'variable') {\n                next.token = result.body.procedure.value;\n            }\n            next.position = result.body.procedure.position;",
    put: "            if(isFunction(next)) {\n                if(result.body.procedure.type === 'variable') {\n                    next.token = result.body.procedure.value;\n                }\n                next.position = result.body.procedure.position;\n            }",
  },
];

export const unmutated = [
  {
    why: 'only sequences are marked, never the input',
    find: '            resultSequence.keepSingleton = true;',
    put: '            if (resultSequence && isSequence(resultSequence)) {\n                resultSequence.keepSingleton = true;\n            }',
  },
  {
    why: 'an empty input list stays empty',
    find: '            input.push(undefined);',
    put: '            input = [undefined];',
  },
  {
    why: 'a transform changes its own copy only',
    find: "            if(typeof matches !== 'undefined') {\n                if(!Array.isArray(matches)) {\n                    matches = [matches];\n                }\n",
    put: "            if(typeof matches !== 'undefined') {\n                if(!Array.isArray(matches)) {\n                    matches = [matches];\n                }\n                const own = owned(result, new Set());\n                matches = matches.filter(match => own.has(match));\n",
  },
  {
    why: 'a transform sets no prototype',
    find: 'match[prop] = update[prop];',
    put: 'assignKey(match, prop, update[prop]);',
  },
];
