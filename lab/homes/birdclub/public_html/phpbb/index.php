<?php
echo '<h1>Sightings</h1><p>Three turnstones on the north pier.</p>';
