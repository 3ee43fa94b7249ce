/** The end-to-end tests run below a base path, where a wrongly built address shows. */
export const TEST_BASE_PATH = '/some/where';
