self.SHELL = {{ shell|safe }};
importScripts("{% load static %}{% static 'js/checkin/worker.js' %}");
