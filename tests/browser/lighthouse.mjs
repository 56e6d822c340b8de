// Judges one page in its two forms: `node lighthouse.mjs BROWSER ADDRESS` prints scores as JSON.
import { launch } from "chrome-launcher";
import lighthouse, { desktopConfig } from "lighthouse";

const [chromePath, address] = process.argv.slice(2);
const chrome = await launch({
  chromePath,
  chromeFlags: ["--headless=new", "--no-sandbox", "--disable-quic", "--disable-dev-shm-usage"],
});
const said = {};
try {
  for (const [form, config] of [["mobile", undefined], ["desktop", desktopConfig]]) {
    const { lhr } = await lighthouse(address, { port: chrome.port, logLevel: "silent" }, config);
    const faults = Object.values(lhr.categories).flatMap(({ auditRefs }) =>
      auditRefs
        .filter(({ id, weight }) => weight && ![1, null].includes(lhr.audits[id].score))
        .map(({ id }) => `${id}: ${lhr.audits[id].displayValue ?? lhr.audits[id].title}`));
    said[form] = {
      address: lhr.finalDisplayedUrl,
      error: lhr.runtimeError?.code ?? null,
      scores: Object.values(lhr.categories).map(({ score }) => Math.round(score * 100)),
      faults,
    };
  }
} finally {
  await chrome.kill();
}
process.stdout.write(JSON.stringify(said));
