/**
 * The administrator's page: figures, changes and invalidation over HTTP, for users in one role.
 * Touches core's facade, management, the Servlet API and Jackson's streaming API.
 */
@NullMarked
package io.llmcache.filter.admin;

import org.jspecify.annotations.NullMarked;
