import { expect, test } from "vitest";

import { ApiError, createApi, createTransport, Offline } from "../src/index.ts";

const body = { error: { code: "INVALID_ARGUMENT", reason: "PASSWORD_WRONG", message: "no", fields: [], requestId: "r" } };
const reached: boolean[] = [];

function client(send: () => Promise<Response>) {
  const inner = createTransport({ fetch: send, onReach: (answered) => reached.push(answered) });
  return createApi({ baseUrl: "https://x.example", fetch: inner });
}

test("a client over a transport says what the server said, and not that nobody answered", async () => {
  const refused = client(async () => new Response(JSON.stringify(body), { status: 400 })).GET("/v1/auth/sessions");
  const error = await refused.catch((e: unknown) => e);
  expect(error).toBeInstanceOf(ApiError);
  expect((error as ApiError).reason).toBe("PASSWORD_WRONG");
  expect(reached.splice(0)).toEqual([true]);
});

test("and that nobody answered when nobody did", async () => {
  await expect(client(() => Promise.reject(new TypeError("fetch failed"))).GET("/v1/auth/sessions")).rejects.toBeInstanceOf(Offline);
  expect(reached).toEqual([false]);
});
