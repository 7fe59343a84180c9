// The rules for the scripts of the served page. tools/setup installs what is imported here.
import js from "@eslint/js";
import globals from "globals";

export default [
  js.configs.recommended,
  {
    languageOptions: { ecmaVersion: 2023, sourceType: "module", globals: globals.browser },
    rules: {
      "eqeqeq": "error",
      "max-len": ["error", { code: 120 }],
      "max-lines": ["error", 400],
      "no-self-compare": "off", // w !== w is the test for NaN
      "no-var": "error",
      "prefer-const": "error",
    },
  },
];
