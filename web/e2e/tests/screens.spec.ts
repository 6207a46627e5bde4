// The pictures of docs/screens: `npm run screens`. They fail where a screen is not as it should be; they are taken all the same.
import { expect, test } from "@playwright/test";
import { academy, family, ministry, office, pupil, teaching } from "../gallery/shots.ts";
import { prepare, seen, type Places } from "../gallery/demo.ts";
import { sessionTour } from "../gallery/session.ts";
import { empty, tour, writeIndex } from "../gallery/take.ts";

const albums = {
  session: "Front page and signing in",
  moutamadris: "Moutamadris (student)",
  waliye: "Waliye (guardian)",
  moudaris: "Moudaris (teacher)",
  idara: "Idara (school office)",
  officers: "Idara (officers)",
};
let places: Places;
test.describe.configure({ timeout: 240_000 });
test.beforeAll(async () => {
  places = await prepare();
});
test.beforeEach(({}, info) => empty(info.title));
test.afterAll(() => writeIndex(albums));

test("session", async ({ browser }) => {
  expect.soft(await sessionTour(browser)).toEqual([]);
});
test("moutamadris", async ({ browser }) => {
  expect.soft(await tour(browser, "moutamadris", seen.student, pupil())).toEqual([]);
});
test("waliye", async ({ browser }) => {
  expect.soft(await tour(browser, "waliye", seen.guardian, family(places))).toEqual([]);
});
test("moudaris", async ({ browser }) => {
  expect.soft(await tour(browser, "moudaris", seen.teacher, teaching(places))).toEqual([]);
});
test("idara", async ({ browser }) => {
  expect.soft(await tour(browser, "idara", seen.office, office(places))).toEqual([]);
});
test("officers", async ({ browser }) => {
  expect.soft([...(await tour(browser, "officers", seen.ministry, ministry())), ...(await tour(browser, "officers", seen.academy, academy()))]).toEqual([]);
});
