"""What infra/ promises."""
