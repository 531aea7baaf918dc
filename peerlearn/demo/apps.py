from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "peerlearn.demo"
    label = "demo"
