def every_call_fails(r,o): "x"
small_protected_and_foreign=cuts=samples=fuzz=files=every_call_fails
