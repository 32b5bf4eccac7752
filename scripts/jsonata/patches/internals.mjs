// How the evaluator is driven: without promises, from outside, every step counted.

export const synchronous = [
  { why: 'array constructors need no promises', find: 'Promise.all(expr.expressions', put: '(expr.expressions' },
  { why: 'groups need no promises', find: 'Promise.all(utils.keys(groups)', put: '(utils.keys(groups)' },
  {
    why: 'nothing is a promise',
    find: 'var isPromise = utils.isPromise;',
    put: 'var isPromise = () => false;',
    times: 2,
  },
];

export const internals = [
  {
    why: 'the evaluator is driven from outside',
    find: '    jsonata.parser = parser; // TODO remove this in a future release - use ast() instead\n',
    put: '    Object.assign(jsonata, { parser, evaluate, createFrame, staticFrame, defineFunction, populateMessage, isLambda, isFunction, createSequence, meter });\n',
  },
  {
    why: 'a step is counted, and its depth',
    find: "        environment.base.depth++;\n        environment.base.guardrails();\n        var entryCallback = environment.lookup(Symbol.for('jsonata.__evaluate_entry'));\n        if(entryCallback) {\n            entryCallback(expr, input, environment);\n        }\n",
    put: "        if (++meter.depth > meter.maxDepth) {\n            throw { code: 'D1011', value: meter.maxDepth };\n        }\n        spend(1);\n",
  },
  {
    why: 'no callback on leaving',
    find: "        var exitCallback = environment.lookup(Symbol.for('jsonata.__evaluate_exit'));\n        if(exitCallback) {\n            exitCallback(expr, input, environment, result);\n        }\n\n",
    put: '',
  },
  {
    why: 'the depth of a step ends with it',
    find: '        environment.base.depth--;\n',
    put: '        meter.depth--;\n',
  },
  {
    why: 'frames are not watched',
    find: "            var framePushCallback = enclosingEnvironment.lookup(Symbol.for('jsonata.__createFrame_push'));\n            if(framePushCallback) {\n                framePushCallback(enclosingEnvironment, newFrame);\n            }\n",
    put: '            spend(1);\n',
  },
  {
    why: "the list bound is the meter's",
    find: 'if(environment.base.options && size > environment.base.options.sequence)',
    put: 'if(size > meter.maxList)',
  },
  {
    why: "the list bound is the meter's",
    find: 'if(this.options && size > this.options.sequence)',
    put: 'if(size > meter.maxList)',
  },
];
