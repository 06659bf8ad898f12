package io.llmcache.cli.common;

/**
 * One line of the file.
 *
 * @param number from 1, blank lines counted
 * @param bytes without the line end; never blank, and not to be written into
 */
public record Line(long number, byte[] bytes) {}
