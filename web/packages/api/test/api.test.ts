import { describe, expect, it } from "vitest";
import { ApiError, apiError, createApi, createTransport, fileNameOf, Offline } from "../src/index.ts";

const envelope = { error: { code: "FAILED_PRECONDITION", reason: "REGISTER_CLOSED", message: "too late", fields: [], requestId: "r1", meta: { retryAfterSeconds: "5" } } };
const request = () => new Request("http://massar.test/v1/x", { method: "POST", body: "{}" });

describe("errors", () => {
  it("are what the envelope says", async () => {
    const error = await apiError(new Response(JSON.stringify(envelope), { status: 400 }));
    expect(error).toBeInstanceOf(ApiError);
    expect(error).toMatchObject({ status: 400, code: "FAILED_PRECONDITION", reason: "REGISTER_CLOSED", message: "too late", requestId: "r1", retryAfter: 5 });
  });

  it("have no words where the answer is not ours", async () => {
    for (const body of ["<html>", '"text"', '{"error":"no"}', "null", ""]) {
      const error = await apiError(new Response(body, { status: 502, headers: { "Retry-After": "7", "X-Request-Id": "r2" } }));
      expect(error).toMatchObject({ status: 502, reason: "UNKNOWN", message: "", requestId: "r2", retryAfter: 7 });
    }
  });

  it("tell no network from a call that was given up", async () => {
    const reached: boolean[] = [];
    const transport = createTransport({ fetch: () => Promise.reject(new TypeError("failed")), onReach: (r) => reached.push(r) });
    await expect(transport(request())).rejects.toBeInstanceOf(Offline);
    const given = AbortSignal.abort();
    await expect(transport(new Request(request(), { signal: given }))).rejects.not.toBeInstanceOf(Offline);
    expect(reached).toEqual([false]);
  });
});

describe("transport", () => {
  it("renews the token once, and sends the same body again", async () => {
    const seen: string[] = [];
    const transport = createTransport({
      token: () => "old",
      lang: () => "fr",
      onUnauthorized: async (refused) => (refused === "old" ? "new" : undefined),
      fetch: async (r) => {
        seen.push(`${r.headers.get("Authorization")} ${r.headers.get("Accept-Language")} ${await r.text()}`);
        return new Response("{}", { status: seen.length === 1 ? 401 : 200 });
      },
    });
    expect((await transport(request())).status).toBe(200);
    expect(seen).toEqual(["Bearer old fr {}", "Bearer new fr {}"]);
  });

  it("leaves a 401 that cannot be helped", async () => {
    let calls = 0;
    const fetch = async () => (calls++, new Response(JSON.stringify(envelope), { status: 401 }));
    await expect(createTransport({ token: () => "t", onUnauthorized: async () => undefined, fetch })(request())).rejects.toMatchObject({ status: 401 });
    await expect(createTransport({ fetch })(request())).rejects.toMatchObject({ status: 401 });
    expect(calls).toBe(2);
  });
});

it("calls the paths of the document", async () => {
  const urls: string[] = [];
  const api = createApi({ baseUrl: "http://massar.test", fetch: async (r) => (urls.push(r.url), new Response('{"markSheet":{}}')) });
  const { data } = await api.GET("/v1/moudaris/markSheets/{mark_sheet_id}", { params: { path: { mark_sheet_id: "S.1" } } });
  expect(urls).toEqual(["http://massar.test/v1/moudaris/markSheets/S.1"]);
  expect(data?.markSheet).toEqual({});
});

it("reads file names as servers write them", () => {
  expect(fileNameOf(`attachment; filename="a.xlsx"; filename*=UTF-8''%D9%86%D9%82%D8%B7.xlsx`)).toBe("نقط.xlsx");
  expect(fileNameOf('attachment; filename="say \\"hi\\".csv"')).toBe('say "hi".csv');
  expect(fileNameOf("attachment; filename=plain.csv")).toBe("plain.csv");
  expect(fileNameOf("attachment; filename*=UTF-8''%zz; filename=plain.csv")).toBe("plain.csv");
  expect(fileNameOf("inline")).toBe("");
});
