"""What a plan must not hold."""


def sealed_pages(document):
    for incident in document["incidents"]:
        for step in incident["plan"]:
            if step["action"].startswith("seal"):
                yield f"the page is sealed: {step['target']}"
