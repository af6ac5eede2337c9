/** The version of the whole, put in by the build (`offline/toolbox-plugin.ts`). */
declare const __TOUCHSTONE_VERSION__: string;
