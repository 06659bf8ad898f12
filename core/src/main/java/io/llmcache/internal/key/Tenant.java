package io.llmcache.internal.key;

/**
 * Who shares answers with whom.
 *
 * @param id part of the key; holds no credential in clear
 * @param unknown why nobody can be named, so that nothing may be cached; empty where somebody is
 */
public record Tenant(String id, String unknown) {

  static Tenant of(String id) {
    return new Tenant(id, "");
  }

  static Tenant unknown(String why) {
    return new Tenant("", why);
  }
}
