// The crawler is believed only because it finds what is put before it.
import { faults } from "../checks.ts";
import { expect, test } from "../watch.ts";

const right = '<bdi dir="ltr">12.50<span>/20</span></bdi> يوم 23 نونبر، من <bdi dir="ltr">08:30-09:30</bdi>';
const wrong: [string, string, RegExp][] = [
  ["a page that is too wide", '<p style="width:900px">واسع</p>', /the page is 9\d\d wide in/],
  ["text that is cut off", '<p style="width:60px;overflow:hidden;white-space:nowrap">كلام طويل لا يسعه هذا المكان</p>', /cut off at the side/],
  ["a word that runs under its neighbour", '<p style="display:flex;width:160px"><span style="flex:1;min-width:0"><bdi>عبدالرحمانالطويلاسمه</bdi></span><span style="flex:none;width:110px;background:#fff">متأخر</span></p>', /runs into what is beside it/],
  ["a key", "<p><bdi>study.marks.title</bdi></p>", /a key in place/],
  ["a place left unfilled", "<p>قبل {n} دقائق</p>", /left unfilled/],
  ["French in Arabic", "<p>الدرس Bonjour</p>", /Latin text in Arabic/],
  ["a time in reverse", "<p>الحصة 08:30-09:30</p>", /digits in reverse/],
  ["a fraction in reverse", '<p><span>20</span><span style="unicode-bidi:bidi-override;direction:rtl">12.50/20</span></p>', /digits in reverse/],
  ["a picture without words", '<img src="data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAA=">', /axe image-alt/],
];

for (const [name, html, fault] of wrong) {
  test(`the crawler sees ${name}`, async ({ page }) => {
    await page.setContent(`<!doctype html><html lang="ar" dir="rtl"><title>ت</title><meta name=viewport content="width=device-width"><main><h1>عنوان</h1><p>${right}</p>${html}</main></html>`);
    const found = await faults(page, "ar");
    expect(found.filter((one) => fault.test(one))).not.toEqual([]);
    expect(found.filter((one) => !fault.test(one))).toEqual([]);
  });
}
