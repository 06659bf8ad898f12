/**
 * Who asks, and what for, as one key: canonical JSON, tenant, SHA-256. Pure, apart from reading the
 * secret file once. Touches exchange, settings and spi.
 */
@NullMarked
package io.llmcache.internal.key;

import org.jspecify.annotations.NullMarked;
