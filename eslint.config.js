import { defineConfig } from "eslint/config";
import tseslint from "typescript-eslint";

const clockRule = "Take the Clock that is passed in; only harness/base touches real time.";
const randomRule = "Draw from the Random that is passed in; only harness/base makes numbers up.";
const seedRule = "Take fc from harness/base/testing/properties.ts, which gives every run the same examples.";
const exitRule = "Only harness/cli.ts reads the command line and ends the process.";

const noDefaultExport = {
  selector: "ExportDefaultDeclaration",
  message: "Export by name: a thing is called the same wherever it is used.",
};
const noMutableModules = {
  selector: ":matches(Program, Program > ExportNamedDeclaration) > VariableDeclaration[kind='let']",
  message: "No state outside functions and objects: two drills in one process must not meet.",
};
const noPrivateKeyword = {
  selector: ":matches(PropertyDefinition, MethodDefinition)[accessibility='private']",
  message: "Use a #name, which is private at run time too.",
};
const noCalendar = { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: clockRule };

const timeAndChance = [
  { object: "Date", property: "now", message: clockRule },
  { object: "Math", property: "random", message: randomRule },
];
const commandLine = ["argv", "exit", "exitCode"].map((property) => ({
  object: "process",
  property,
  message: exitRule,
}));
const timers = ["setTimeout", "setInterval", "performance"].map((name) => ({ name, message: clockRule }));

export default defineConfig(
  { ignores: ["dist/", "runs/", "coverage/", "node_modules/"] },
  { linterOptions: { reportUnusedDisableDirectives: "error" } },
  tseslint.configs.recommended,
  {
    files: ["**/*.ts"],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      eqeqeq: "error",
      "max-lines": ["error", 300],
      "no-console": "error",
      "no-fallthrough": "error",
      "no-self-compare": "error",
      "no-unreachable": "error",
      "no-restricted-syntax": ["error", noDefaultExport, noMutableModules, noPrivateKeyword, noCalendar],
      "no-restricted-globals": ["error", ...timers],
      "no-restricted-imports": ["error", { paths: timerModules() }],
      "no-restricted-properties": ["error", ...timeAndChance, ...commandLine],
      "object-shorthand": "error",
      "prefer-const": "error",
      "@typescript-eslint/await-thenable": "error",
      "@typescript-eslint/consistent-type-imports": ["error", { disallowTypeAnnotations: false }],
      "@typescript-eslint/no-floating-promises": "error",
      "@typescript-eslint/no-misused-promises": "error",
      "@typescript-eslint/no-unused-vars": [
        "error",
        { ignoreRestSiblings: true, argsIgnorePattern: "^_", varsIgnorePattern: "^_" },
      ],
      "@typescript-eslint/only-throw-error": "error",
      "@typescript-eslint/prefer-promise-reject-errors": "error",
      "@typescript-eslint/switch-exhaustiveness-check": ["error", { considerDefaultExhaustiveForUnions: true }],
    },
  },
  {
    files: ["harness/base/**"],
    rules: {
      "no-restricted-globals": "off",
      "no-restricted-imports": "off",
      "no-restricted-properties": ["error", ...commandLine],
      "no-restricted-syntax": ["error", noDefaultExport, noMutableModules, noPrivateKeyword],
    },
  },
  {
    files: ["harness/cli.ts"],
    rules: { "no-restricted-properties": ["error", ...timeAndChance] },
  },
  {
    // Tests talk to real sockets and processes, and vitest's set-up hooks fill variables of the file.
    files: ["**/*.test.ts", "**/testing/**", "**/testing.ts", "harness/clusters/driver-contract.ts"],
    rules: {
      "max-lines": "off",
      "no-restricted-globals": "off",
      "no-restricted-imports": ["error", { paths: [{ name: "fast-check", message: seedRule }] }],
      "no-restricted-properties": "off",
      "no-restricted-syntax": ["error", noDefaultExport],
      "@typescript-eslint/no-non-null-assertion": "off",
    },
  },
  { files: ["harness/base/testing/properties.ts"], rules: { "no-restricted-imports": "off" } },
  {
    // Programs of their own: what they are for is to measure, to print and to exit.
    files: [
      "bench/**",
      ".ci/**",
      "conformance/**",
      "fixtures/**",
      "harness/clusters/simulated/schema/{capture,generate-*}.ts",
      "harness/clusters/simulated/access/capture-policy.ts",
      "harness/clusters/simulated/http/tables/capture-descriptions.ts",
    ],
    rules: {
      "no-console": "off",
      "no-restricted-globals": "off",
      "no-restricted-properties": "off",
      "no-restricted-syntax": ["error", noDefaultExport, noMutableModules],
    },
  },
  { files: ["vitest.config.ts"], rules: { "no-restricted-syntax": "off" } },
);

function timerModules() {
  return ["node:timers", "node:timers/promises", "node:perf_hooks"].map((name) => ({ name, message: clockRule }));
}
