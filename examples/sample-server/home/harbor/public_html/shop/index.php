<?php echo "<h1>Chandlery</h1>";
