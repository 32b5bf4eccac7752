// Merging: recursion of one level for each item, with a copy of the rest for each, becomes one loop.

const MERGE = `            var merge_iter = function (result, left, right) {
                if (left.length === 0) {
                    Array.prototype.push.apply(result, right);
                } else if (right.length === 0) {
                    Array.prototype.push.apply(result, left);
                } else if (comp(left[0], right[0])) { // invoke the comparator function
                    // if it returns true - swap left and right
                    result.push(right[0]);
                    merge_iter(result, left, right.slice(1));
                } else {
                    // otherwise keep the same order
                    result.push(left[0]);
                    merge_iter(result, left.slice(1), right);
                }
            };
            var merged = [];
            merge_iter(merged, l, r);
            return merged;
`;

const LOOP = `            var merged = [];
            var left = 0, right = 0;
            while (left < l.length && right < r.length) {
                merged.push(comp(l[left], r[right]) ? r[right++] : l[left++]);
            }
            while (left < l.length) {
                merged.push(l[left++]);
            }
            while (right < r.length) {
                merged.push(r[right++]);
            }
            return merged;
`;

export const sorting = [{ why: 'merging without recursion', find: MERGE, put: LOOP }];
