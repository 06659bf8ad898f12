package io.llmcache.interceptor.jaxrs;

class JerseyContractTest extends JaxRsContract {

  static {
    // The JDK's own client would send a POST a second time when the first connection breaks.
    System.setProperty("sun.net.http.retryPost", "false");
  }
}
