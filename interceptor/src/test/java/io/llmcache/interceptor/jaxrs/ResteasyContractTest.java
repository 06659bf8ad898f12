package io.llmcache.interceptor.jaxrs;

class ResteasyContractTest extends JaxRsContract {}
