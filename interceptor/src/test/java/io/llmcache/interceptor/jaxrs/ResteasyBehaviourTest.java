package io.llmcache.interceptor.jaxrs;

class ResteasyBehaviourTest extends JaxRsBehaviour {

  @Override
  String platform() {
    return "org.jboss.resteasy.";
  }
}
