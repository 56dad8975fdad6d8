import { keepCompiledCode } from "../compile-cache.ts";

// Each thread turns its own cache on, before it loads what it works with.
keepCompiledCode(process.env);
await import("./work.ts");
