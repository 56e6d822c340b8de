// Judges one page in some forms: `node lighthouse.mjs BROWSER ADDRESS mobile desktop` prints scores as JSON.
import { launch } from "chrome-launcher";
import lighthouse, { desktopConfig } from "lighthouse";

const CONFIGS = { mobile: undefined, desktop: desktopConfig };
const [chromePath, address, ...forms] = process.argv.slice(2);
const chrome = await launch({
  chromePath,
  chromeFlags: ["--headless=new", "--no-sandbox", "--disable-quic", "--disable-dev-shm-usage"],
});
const flags = { port: chrome.port, logLevel: "silent", disableFullPageScreenshot: true };
const said = {};
try {
  for (const form of forms) {
    const { lhr } = await lighthouse(address, flags, CONFIGS[form]);
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
