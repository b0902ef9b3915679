<?php
echo '<h1>Lakeside Hotel</h1><a href="/contact.php">Write to us</a>';
