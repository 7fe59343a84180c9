import assert from "node:assert/strict";
import test from "node:test";
import { Selection } from "./selection.js";

test("a locked token stays until it is clicked again", () => {
  const s = new Selection();
  let changes = 0;
  s.listeners.push(() => changes++);
  s.point({ side: "query", index: 2 });
  assert.equal(s.row, 2);
  s.point({ side: "query", index: 2 });
  assert.equal(changes, 1, "the same place is no change");
  s.lock({ side: "query", index: 1 });
  s.point({ side: "query", index: 0 });
  assert.equal(s.row, 1);
  assert.ok(s.isLocked("query", 1) && !s.isLocked("key", 1));
  s.lock({ side: "query", index: 1 });
  assert.equal(s.locked, null);
  s.lock({ side: "key", index: 3 });
  assert.equal(s.row, -1);
  s.limit(9, 3);
  assert.equal(s.place, null, "the new answer has three keys");
});
