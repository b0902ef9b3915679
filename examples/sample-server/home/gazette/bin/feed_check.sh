#!/bin/sh
echo "feed ok, 14 items"
